"""The system calls that no notebook needs: compiled once, installed in every jail."""

from __future__ import annotations

import errno
import os
import socket
import tempfile

import pyseccomp

_NAMESPACE_FLAGS = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
_PR_SET_DUMPABLE = 4
_PR_SET_MM = 35
_PR_SET_PTRACER = 0x59616D61
_TIOCSTI = 0x5412
_TIOCLINUX = 0x541C
_SO_SNDBUFFORCE = 32
_SIZES_OF_SOCKETS = (socket.SO_SNDBUF, _SO_SNDBUFFORCE)

_FORBIDDEN = (
    # memory that no limit sees
    "memfd_create memfd_secret shmget shmat shmctl shmdt remap_file_pages "
    # other processes
    "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp pidfd_getfd "
    # mounts and namespaces
    "mount umount umount2 mount_setattr pivot_root chroot unshare setns fsopen fsconfig fsmount fspick "
    "move_mount open_tree open_tree_attr statmount listmount "
    # parts of the kernel with a history
    "bpf userfaultfd perf_event_open io_uring_setup io_uring_enter io_uring_register keyctl add_key "
    "request_key fanotify_init fanotify_mark name_to_handle_at open_by_handle_at lookup_dcookie "
    "move_pages migrate_pages mbind set_mempolicy set_mempolicy_home_node modify_ldt vm86 vm86old personality "
    "msgget msgctl msgsnd msgrcv semget semctl semop semtimedop mq_open mq_unlink "
    # the machine itself
    "kexec_load kexec_file_load init_module finit_module delete_module create_module iopl ioperm acct "
    "quotactl quotactl_fd swapon swapoff reboot settimeofday clock_settime clock_adjtime adjtimex stime "
    "sethostname setdomainname syslog vhangup uselib nfsservctl sysfs _sysctl ustat"
).split()


def compile_filter() -> bytes:
    """The filter as the kernel's own instructions."""
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    _forbid_calls(rules)
    _forbid_namespaces(rules)
    _forbid_arguments(rules)
    with tempfile.TemporaryFile() as target:
        rules.export_bpf(target)
        return os.pread(target.fileno(), 1 << 20, 0)


def _forbid_calls(rules: pyseccomp.SyscallFilter) -> None:
    for name in _FORBIDDEN:
        try:
            number = pyseccomp.resolve_syscall(pyseccomp.system_arch(), name)
        except OSError:
            continue  # unknown to this libseccomp
        if number >= 0:  # negative: not a call of this processor
            rules.add_rule(pyseccomp.ERRNO(errno.EPERM), number)


def _forbid_namespaces(rules: pyseccomp.SyscallFilter) -> None:
    for flag in _NAMESPACE_FLAGS:
        with_flag = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag)
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "clone", with_flag)
    # its flags lie in memory, where no filter looks; glibc then falls back to clone
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")


def _forbid_arguments(rules: pyseccomp.SyscallFilter) -> None:
    for option in (_PR_SET_DUMPABLE, _PR_SET_MM, _PR_SET_PTRACER):
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "prctl", _low_word(0, option))
    for request in (_TIOCSTI, _TIOCLINUX):
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "ioctl", _low_word(1, request))
    for option in (
        _SIZES_OF_SOCKETS
    ):  # agreed to and forgotten: memory that waits in sockets is counted by their number
        of_sockets = pyseccomp.Arg(1, pyseccomp.MASKED_EQ, 0xFFFFFFFF, socket.SOL_SOCKET)
        rules.add_rule(pyseccomp.ERRNO(0), "setsockopt", of_sockets, _low_word(2, option))
    for call in ("socket", "socketpair"):
        not_unix = pyseccomp.Arg(0, pyseccomp.NE, socket.AF_UNIX)
        rules.add_rule(pyseccomp.ERRNO(errno.EAFNOSUPPORT), call, not_unix)


def _low_word(argument: int, value: int) -> pyseccomp.Arg:
    """The kernel reads these arguments as 32 bits: a value hidden behind high bits must not slip through."""
    return pyseccomp.Arg(argument, pyseccomp.MASKED_EQ, 0xFFFFFFFF, value)
