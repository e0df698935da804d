start:
	mov $59, %eax
	# ruleid: syscall-in-assembler-file
	syscall
# ruleid: syscall-in-assembler-file
next:	int $0x80
	# ruleid: syscall-in-assembler-file
	svc #0
	# ok: syscall-in-assembler-file
	call syscall_table
	# ok: syscall-in-assembler-file
	mov syscall, %eax
	# ok: syscall-in-assembler-file
	jmp next
