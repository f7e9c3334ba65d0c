"""Reports: how the time of the organisation's members was spent.

Owns: the tables `reports_*`; for each member the intervals of his status, his connection and his hold, and their sums.
Never: anything for a message: only what happens to members is looked at.
Holds: from his admission on a member's intervals of one kind follow each other without a hole and without an overlap; a
    deactivated member has none until he is active again.
"""
