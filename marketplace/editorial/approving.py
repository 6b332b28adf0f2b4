"""What ends a review. Wagtail reads this module while its own models are being made, so it imports nothing."""


def publish_approved(workflow_state, user=None) -> None:
    """The approval itself publishes (or schedules) what was approved, whatever else the reviewer may do.

    Raises reviewing.ApprovalRefused, which undoes the approval by whatever way it came.
    """
    from .reviewing import approvable

    approvable(workflow_state, user).publish(user=user, skip_permission_checks=True)
