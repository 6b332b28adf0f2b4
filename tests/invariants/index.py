"""Which tests prove which invariant of payments.md 11: node ids below tests/, checked by test_index.py."""

WALK = "invariants/test_random_lives.py::test_no_life_of_an_order_breaks_an_invariant"
STRIPE, MATCHING, PAYOUTS = "payments/stripe", "payments/transfers/test_matching.py", "payouts"

PROOFS: dict[str, tuple[str, ...]] = {
    "I1": (
        WALK,
        "ledger/test_guards.py::test_no_row_is_changed_or_removed",
        "ledger/test_guards.py::test_a_posting_that_does_not_sum_to_zero_is_refused",
        "sales/test_random_lives.py::test_i2_i4_i6_i9_a_parcel_keeps_every_dong_whatever_comes_back_and_when",
    ),
    "I2": (
        WALK,
        "ledger/test_conservation.py::test_the_equation_holds_after_every_step",
        "sales/test_random_orders.py::test_i2_i7_i9_random_orders_keep_every_dong_after_every_step",
        "payments/refunds/test_properties.py::test_no_sequence_of_refunds_breaks_the_sums",
    ),
    "I3": (
        WALK,
        f"{STRIPE}/test_sessions.py::test_a_line_per_parcel_adds_up_to_the_amount",
        f"{STRIPE}/test_sessions.py::test_parcels_that_do_not_add_up_never_reach_stripe",
    ),
    "I4": (
        WALK,
        "charges/test_portions.py::test_i4_portions_of_all_units_are_the_total_and_never_negative",
        "payments/refunds/test_drafting.py::test_single_units_of_a_reduced_line_are_worth_the_line_together",
    ),
    "I5": (
        WALK,
        "payments/refunds/test_drafting.py::test_no_more_goes_back_than_came",
        "payments/refunds/test_races.py::test_ten_staff_with_different_wishes_never_refund_more_than_was_sold",
        f"{STRIPE}/test_refunds.py::test_several_parts_leave_until_all_is_back_and_then_no_more",
    ),
    "I6": (
        WALK,
        "sales/test_random_lives.py::test_i2_i4_i6_i9_a_parcel_keeps_every_dong_whatever_comes_back_and_when",
        "payments/parcels/test_life.py::test_a_prepaid_parcel_that_arrives_is_recognised_once_to_the_dong",
    ),
    "I7": (
        WALK,
        f"{PAYOUTS}/test_random_payouts.py::test_i7_every_payout_is_its_statement_and_what_was_carried_over",
        f"{PAYOUTS}/test_statement_pages.py::test_i7_the_sums_of_a_statement_are_the_amount_of_its_line",
        f"{PAYOUTS}/test_statement_pages.py::test_i7_a_statement_that_does_not_add_up_is_shown_to_nobody",
        f"{PAYOUTS}/test_parallel.py::test_r20_goods_come_back_while_the_batch_leaves",
    ),
    "I8": (
        WALK,
        "payments/cash/test_statements.py::test_what_the_bank_did_not_receive_is_not_booked",
        "payments/cash/test_statements.py::test_cash_that_lies_with_carriers_is_reported_and_agrees_with_the_ledger",
    ),
    "I9": (
        WALK,
        "sales/tax_months/test_property.py::"
        "test_i9_every_list_is_the_ledgers_movement_and_nothing_is_lost_between_months",
    ),
    "I10": (
        "invariants/test_whole_dong.py::test_i10_no_money_room_divides_or_writes_a_float",
        "invariants/test_whole_dong.py::test_i10_every_column_of_money_is_a_whole_number",
        "payments/bank_feed/test_sepay.py::test_an_amount_that_is_no_whole_positive_dong_is_refused",
    ),
    "I11": (
        WALK,
        "payments/test_applying.py::test_a_part_is_kept_for_the_order_without_confirming_it",
        f"{MATCHING}::test_too_little_is_kept_and_the_buyer_told_once_what_is_missing",
    ),
    "I12": (
        WALK,
        "payments/test_applying.py::test_late_money_wins_over_a_failure_and_a_failure_never_over_money",
        f"{STRIPE}/test_late.py::test_a_captured_payment_never_becomes_anything_else",
    ),
    "I13": (
        WALK,
        f"{STRIPE}/test_same_end.py::test_messages_in_any_order_and_number_give_one_order",
        f"{STRIPE}/test_on_postgres.py::test_ten_copies_of_two_messages_five_returns_and_the_job_at_once",
        f"{STRIPE}/test_over_http.py::test_faults_on_the_way_change_nothing_about_the_end",
        f"{MATCHING}::test_the_same_transfer_told_ten_times_pays_once",
    ),
    "I14": (f"{STRIPE}/test_same_end.py::test_message_return_and_clock_each_lead_to_the_same_end",),
    "I15": (
        WALK,
        f"{STRIPE}/test_late.py::test_late_money_brings_the_order_back_while_the_goods_are_there",
        f"{STRIPE}/test_late.py::test_late_money_goes_back_when_the_goods_are_gone",
        f"{STRIPE}/test_on_postgres.py::test_money_and_expiry_at_the_same_moment_end_in_one_of_the_two_right_ways",
        f"{MATCHING}::test_late_money_goes_back_when_the_goods_are_gone",
    ),
    "I16": (
        WALK,
        f"{STRIPE}/test_lying.py::test_another_amount_never_confirms_and_is_held_with_nobodys_name_on_it",
        f"{STRIPE}/test_lying.py::test_another_currency_never_confirms_and_is_not_booked_as_dong",
        f"{STRIPE}/test_lying.py::test_money_that_names_no_payment_never_confirms",
    ),
    "I17": (
        WALK,
        "checkout/test_races.py::test_five_presses_of_one_button_give_one_order",
        f"{STRIPE}/test_on_postgres.py::test_five_presses_of_pay_open_one_session",
        f"{STRIPE}/test_on_postgres.py::test_opening_and_expiring_at_once_leave_no_open_session_behind",
    ),
    "I18": (
        WALK,
        "payments/parcels/test_carrier_events.py::"
        "test_no_report_leads_out_of_a_final_state_or_into_one_that_is_not_the_carriers",
    ),
    "I19": (
        WALK,
        "payments/refunds/test_drafting.py::test_a_refund_of_one_parcel_touches_no_other",
        "payments/parcels/test_life.py::test_parcels_of_one_order_move_by_themselves",
    ),
    "I20": (
        WALK,
        "checkout/test_races.py::"
        "test_fifty_buyers_of_the_last_five_with_two_products_in_opposite_order_never_lock_each_other_out",
    ),
    "I21": (
        WALK,
        "checkout/test_races.py::test_cancelling_twice_at_once_brings_the_stock_back_once",
        f"{STRIPE}/test_late.py::test_an_order_that_nobody_paid_is_over_and_its_goods_are_free",
    ),
    "I22": (
        f"{STRIPE}/test_late.py::test_stripe_closes_the_page_before_the_goods_are_freed",
        f"{STRIPE}/test_late.py::test_goods_stay_held_while_stripe_cannot_be_asked",
    ),
    "I23": (
        f"{STRIPE}/test_door.py::test_unsigned_or_wrongly_signed_is_refused",
        f"{STRIPE}/test_door.py::test_signed_by_somebody_else_stale_or_tampered_is_refused",
        f"{STRIPE}/test_door.py::test_a_replayed_message_is_taken_and_does_nothing",
        f"{STRIPE}/test_door.py::test_ten_megabytes_are_refused_and_not_read",
        "payments/transfers/test_doors.py::test_what_is_not_signed_by_the_feed_changes_nothing",
        "payments/transfers/test_doors.py::test_a_replay_is_answered_well_and_changes_nothing",
    ),
    "I24": (
        f"{STRIPE}/test_returning.py::test_the_address_alone_confirms_nothing",
        f"{STRIPE}/test_returning.py::test_the_session_of_somebody_elses_payment_changes_nothing",
        "checkout/test_order_page.py::test_nobody_opens_an_order_without_its_key",
        "checkout/test_order_page.py::test_the_owner_opens_it_without_a_key_and_a_stranger_does_not",
    ),
    "I25": (
        f"{STRIPE}/test_door.py::test_no_person_no_card_and_no_secret_is_stored_or_logged",
        "payments/transfers/test_doors.py::test_nothing_of_a_message_stands_in_the_log",
    ),
    "I26": (
        f"{PAYOUTS}/test_statement_pages.py::test_i26_another_sellers_money_is_not_there",
        "dashboard/test_who_gets_in.py::test_no_address_of_the_dashboard_opens_to_a_sellers_person",
        "desk/test_who_may.py::test_shoppers_and_sellers_are_refused_at_every_address",
    ),
    "I27": (
        f"{PAYOUTS}/test_batches.py::test_i27_nobody_approves_a_batch_of_his_own",
        f"{PAYOUTS}/test_bank_accounts.py::test_i27_a_change_freezes_payouts_for_three_days_and_tells_the_old_contact",
        f"{PAYOUTS}/test_files.py::test_i27_the_file_is_kept_with_its_hash_and_never_written_again",
        f"{PAYOUTS}/test_files.py::test_i27_a_file_that_was_changed_is_not_given_out",
    ),
    "I28": (
        "payments/vietqr/test_payload.py::test_the_worked_examples_are_written_and_read_to_the_letter",
        "payments/vietqr/test_payload.py::test_no_code_survives_one_changed_character",
    ),
    "I29": (
        "fulfilment/test_order_codes.py::test_every_wrong_character_and_every_swap_is_noticed",
        "payments/vietqr/test_transfer_content.py::test_the_code_is_found_in_what_banks_and_people_make_of_it",
    ),
    "I30": (
        f"{STRIPE}/test_door.py::test_the_signature_of_the_specification",
        "payments/bank_feed/test_sepay.py::test_the_published_message_becomes_one_transfer",
        "payments/bank_feed/test_casso.py::test_the_published_message_becomes_one_transfer",
        "payments/bank_feed/test_payos.py::test_the_official_message_becomes_one_transfer",
    ),
    "I31": (
        "fulfilment/test_rates.py::test_a_parcel_costs_what_the_table_says",
        "fulfilment/test_rates.py::test_the_price_never_falls_when_the_weight_grows",
        "fulfilment/test_quoting.py::test_a_heavy_load_costs_the_sum_of_its_parcels",
    ),
    "I32": (
        "fulfilment/test_quoting.py::test_frozen_and_live_goods_stay_in_the_province",
        "fulfilment/test_quoting.py::test_chilled_goods_travel_two_days_at_most",
    ),
    "I33": (
        "sales/tax_months/test_invoice_drafts.py::test_i33_totals_are_those_of_the_lines_whatever_is_sold",
        "sales/tax_months/test_invoice_drafts.py::test_i33_a_signature_fails_after_any_byte_of_the_draft_changed",
    ),
    "I34": (
        "invariants/test_no_call_under_a_lock.py::test_i34_no_socket_is_opened_while_a_transaction_is",
        f"{STRIPE}/test_on_postgres.py::test_no_call_leaves_while_a_lock_is_held",
        "payments/refunds/test_cancelling.py::test_no_provider_is_asked_while_a_transaction_is_open",
    ),
}
