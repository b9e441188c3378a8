"""System calls that a jail forbids, each as lines that define `attempt()`, which returns the error's name or "worked"."""

from __future__ import annotations

from dataclasses import dataclass

_CALL = """
import ctypes, errno, mmap, os
libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {{"x86_64": 0, "aarch64": 1}}
def attempt():
    number = {numbers}[NUMBERS[os.uname().machine]]
    result = libc.syscall(number, {arguments})
    return "worked" if result != -1 else errno.errorcode[ctypes.get_errno()]
"""


@dataclass(frozen=True, kw_only=True)
class Call:
    """`works_outside`: "anybody", "as root", or "" where the machine of the tests may refuse it too."""

    source: str
    refused_with: str = "EPERM"
    works_outside: str = ""


def _call(
    numbers: tuple[int, int], arguments: str, *, refused_with: str = "EPERM", works_outside: str = ""
) -> Call:
    source = _CALL.format(numbers=numbers, arguments=arguments)
    return Call(source=source, refused_with=refused_with, works_outside=works_outside)


CALLS = {
    "memfd_create": _call((319, 279), "b'x', 0", works_outside="anybody"),
    "memfd_secret": _call((447, 447), "0"),
    "shmget": _call((29, 194), "0, 4096, 0o1600", works_outside="anybody"),
    "prctl(PR_SET_DUMPABLE)": _call((157, 167), "4, 0, 0, 0, 0", works_outside="anybody"),
    "prctl(PR_SET_DUMPABLE) with high bits": _call(
        (157, 167), "ctypes.c_ulong(4 | 1 << 40), 0, 0, 0, 0", works_outside="anybody"
    ),
    "ptrace": _call((101, 117), "0, 0, 0, 0", works_outside="anybody"),
    "process_vm_readv": _call((310, 270), "os.getpid(), None, 0, None, 0, 0", works_outside="anybody"),
    "process_vm_writev": _call((311, 271), "os.getpid(), None, 0, None, 0, 0", works_outside="anybody"),
    "keyctl": _call((250, 219), "0, -3, 1", works_outside="anybody"),
    "add_key": _call((248, 217), "b'user', b'x', b'y', 1, -3", works_outside="anybody"),
    "request_key": _call((249, 218), "b'user', b'x', None, -3"),
    "bpf": _call((321, 280), "0, 0, 0", works_outside="anybody"),
    "userfaultfd": _call((323, 282), "0x800", works_outside="as root"),
    "perf_event_open": _call((298, 241), "0, 0, -1, -1, 0", works_outside="anybody"),
    "io_uring_setup": _call((425, 425), "4, 0", works_outside="anybody"),
    "mount": _call((165, 40), "b'tmpfs', b'/tmp', b'tmpfs', 0, 0"),
    "umount2": _call((166, 39), "b'/tmp', 2"),
    "pivot_root": _call((155, 41), "b'/tmp', b'/tmp'"),
    "chroot": _call((161, 51), "b'/tmp'", works_outside="as root"),
    "open_tree": _call((428, 428), "-100, b'/tmp', 1", works_outside="as root"),
    "fsopen": _call((430, 430), "b'tmpfs', 0", works_outside="as root"),
    "unshare(user)": _call((272, 97), "0x10000000", works_outside="anybody"),
    "unshare(net)": _call((272, 97), "0x40000000", works_outside="as root"),
    "setns": _call((308, 268), "-1, 0", works_outside="anybody"),
    "clone(user)": _call((56, 220), "0x10000000 | 17, 0, 0, 0, 0", works_outside="anybody"),
    "clone(net)": _call((56, 220), "0x40000000 | 17, 0, 0, 0, 0", works_outside="as root"),
    "clone3": _call((435, 435), "0, 0", refused_with="ENOSYS", works_outside="anybody"),
    "kexec_load": _call((246, 104), "0, 0, 0, 0"),
    "init_module": _call((175, 105), "0, 0, b''"),
    "finit_module": _call((313, 273), "-1, b'', 0"),
    "delete_module": _call((176, 106), "b'none', 0"),
    "open_by_handle_at": _call((304, 265), "-100, 0, 0", works_outside="as root"),
    "name_to_handle_at": _call((303, 264), "-100, b'/', 0, 0, 0", works_outside="anybody"),
    "pidfd_getfd": _call((438, 438), "-1, 0, 0", works_outside="anybody"),
    "personality": _call((135, 92), "0xffffffff", works_outside="anybody"),
    "syslog": _call((103, 116), "3, 0, 0", works_outside="as root"),
    "swapon": _call((167, 224), "b'/tmp/x', 0"),
    "reboot": _call((169, 142), "0, 0, 0, 0"),
    "sethostname": _call((170, 161), "b'x', 1"),
    "settimeofday": _call((164, 170), "0, 0", works_outside="as root"),
    "quotactl": _call((179, 60), "0, 0, 0, 0"),
    "semget": _call((64, 190), "0, 1, 0o1600", works_outside="anybody"),
    "msgget": _call((68, 186), "0, 0o1600", works_outside="anybody"),
    "TIOCSTI": Call(
        source=(
            "import errno, fcntl, os\n"
            "def attempt():\n"
            "    master, slave = os.openpty()\n"
            "    try: fcntl.ioctl(slave, 0x5412, b'x'); return 'worked'\n"
            "    except OSError as error: return errno.errorcode[error.errno]"
        ),
    ),
}
