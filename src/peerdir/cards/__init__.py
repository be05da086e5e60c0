"""What a result of a search shows: its data, its columns, and the numbers of the last one."""
