"""The dashboard's tables. Oscar offers to sort by columns that hold no data, and answers such a link with an error."""

from oscar.apps.dashboard import tables as oscar_tables

WITHOUT_DATA = ("checkbox", "actions")


class DashboardTable(oscar_tables.DashboardTable):
    def __init__(self, *args, **kwargs):
        for name in WITHOUT_DATA:
            if name in self.base_columns:
                self.base_columns[name].orderable = False
        super().__init__(*args, **kwargs)

    class Meta(oscar_tables.DashboardTable.Meta):
        pass
