// Replaced by the writers of this room.
