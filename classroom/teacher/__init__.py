"""What a teacher sees of a class: the wall of its boards, the projector's page, at the end a table and sheets."""
