"""The failures of other systems that are about who gets a chat and who is there, by their numbers there.

Owns: the table number → tests. What is about delivery, sound or the time of closing is replayed elsewhere.
"""

from typing import Final

_ROUTING = "test_routing_of_others"
_PRESENCE = "test_presence_of_others"
_SOCKETS = "test_sockets_of_others"

REPLAYED: Final[dict[str, tuple[str, ...]]] = {
    "CW 10583": (f"{_ROUTING}.test_cw_10583_10376_a_waiting_chat_is_not_overtaken_when_a_place_frees",),
    "CW 10376": (f"{_ROUTING}.test_cw_10583_10376_a_waiting_chat_is_not_overtaken_when_a_place_frees",),
    "CW 11034": (
        f"{_ROUTING}.test_cw_11034_chats_do_not_pile_on_one_agent",
        f"{_ROUTING}.test_cw_11034_chats_do_not_pile_on_one_agent_while_they_come_and_go",
    ),
    "CW 13050": (f"{_ROUTING}.test_cw_13050_10059_there_is_a_queue_and_it_outlives_the_night",),
    "CW 10059": (f"{_ROUTING}.test_cw_13050_10059_there_is_a_queue_and_it_outlives_the_night",),
    "CW 7204": (f"{_ROUTING}.test_cw_7204_4158_5672_nobody_is_given_a_chat_who_is_not_there",),
    "CW 4158": (f"{_ROUTING}.test_cw_7204_4158_5672_nobody_is_given_a_chat_who_is_not_there",),
    "CW 5672": (f"{_ROUTING}.test_cw_7204_4158_5672_nobody_is_given_a_chat_who_is_not_there",),
    "L 44": (f"{_ROUTING}.test_l_44_561_634_nobody_is_given_a_chat_of_an_inbox_that_he_does_not_serve",),
    "L 561": (f"{_ROUTING}.test_l_44_561_634_nobody_is_given_a_chat_of_an_inbox_that_he_does_not_serve",),
    "L 634": (f"{_ROUTING}.test_l_44_561_634_nobody_is_given_a_chat_of_an_inbox_that_he_does_not_serve",),
    "CW 1198": (f"{_ROUTING}.test_cw_1198_manual_assignment_knows_the_capacity",),
    "RC 19352": (f"{_ROUTING}.test_rc_19352_37776_35722_no_limit_is_exceeded_by_many_at_once",),
    "RC 37776": (f"{_ROUTING}.test_rc_19352_37776_35722_no_limit_is_exceeded_by_many_at_once",),
    "RC 35722": (f"{_ROUTING}.test_rc_19352_37776_35722_no_limit_is_exceeded_by_many_at_once",),
    "RC 22206": (
        f"{_SOCKETS}.test_rc_22206_of_two_who_take_the_same_chat_one_has_it_and_the_other_hears_who",
        f"{_SOCKETS}.test_rc_22206_of_two_devices_that_accept_at_once_one_is_told_that_it_was_the_other",
    ),
    "RC 12579": (f"{_ROUTING}.test_rc_12579_nobody_is_rung_for_ever",),
    "LHC A–B–A": (f"{_ROUTING}.test_lhc_a_chat_does_not_go_to_and_fro_between_two",),
    "LHC 1073": (f"{_ROUTING}.test_lhc_1073_it_moves_on_after_the_seconds_that_were_set",),
    "LHC 1260": (f"{_ROUTING}.test_lhc_1260_first_come_first_served",),
    "RC 18200": (f"{_ROUTING}.test_rc_18200_18029_nothing_is_stuck_in_the_queue",),
    "RC 18029": (f"{_ROUTING}.test_rc_18200_18029_nothing_is_stuck_in_the_queue",),
    "RC 22183": (
        f"{_ROUTING}.test_rc_22183_a_waiting_chat_says_that_nobody_is_there",
        f"{_SOCKETS}.test_rc_22183_a_supervisor_sees_that_a_chat_waits_where_nobody_is",
    ),
    "LHC 1921": (f"{_ROUTING}.test_lhc_1921_yesterdays_chats_do_not_flood_in_at_eight",),
    "Salesforce 100": (f"{_ROUTING}.test_salesforce_100_cases_do_not_wait_for_somebody_back_from_leave",),
    "Z 4970": (f"{_ROUTING}.test_z_4970_who_writes_where_nobody_is_is_seen",),
    "Z 2559": (f"{_ROUTING}.test_z_2559_who_writes_into_a_closed_chat_is_told_and_begins_a_new_one",),
    "Z 1075": (f"{_PRESENCE}.test_z_1075_a_ghost_is_gone_after_thirty_seconds",),
    "L six minutes": (f"{_PRESENCE}.test_z_1075_a_ghost_is_gone_after_thirty_seconds",),
    "LHC 552": (
        f"{_PRESENCE}.test_lhc_552_whose_window_is_closed_is_not_online",
        f"{_PRESENCE}.test_lhc_552_a_server_that_was_killed_believes_in_no_window",
    ),
    "RC 10172": (f"{_PRESENCE}.test_rc_10172_twilio_290_a_status_never_changes_by_itself",),
    "Twilio 290": (f"{_PRESENCE}.test_rc_10172_twilio_290_a_status_never_changes_by_itself",),
    "CW 13720": (
        f"{_PRESENCE}.test_cw_13720_5076_a_console_that_flaps_costs_nothing",
        f"{_SOCKETS}.test_cw_13720_5076_one_tab_of_two_that_goes_takes_nobody_away",
    ),
    "CW 5076": (
        f"{_PRESENCE}.test_cw_13720_5076_a_console_that_flaps_costs_nothing",
        f"{_SOCKETS}.test_cw_13720_5076_one_tab_of_two_that_goes_takes_nobody_away",
    ),
    "RC 9760": (f"{_ROUTING}.test_rc_9760_a_chat_that_did_not_ring_is_not_missed",),
}
"""One line for each number; a scenario may stand for several."""
