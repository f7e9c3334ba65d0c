"""Channels: the widgets on customers' sites, each an entry to an inbox.

Owns: the table `channels_channels`: state, allowed sites, look, where a widget was last seen; the script and the
policy of what is embedded.
Never: a chat; a floor decision. Never a wildcard in an allowed site.
Holds: a channel is born with its inbox and bears its id; once deactivated it stays so, whoever asks.
"""
