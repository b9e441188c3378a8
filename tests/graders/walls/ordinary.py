"""Run a command as an ordinary user who can read what the command needs, wherever on this machine that lies.

    python ordinary.py UID FOLDER... -- COMMAND...

Needs root. The user needs no entry in /etc/passwd. Folders below root's home are bound into an empty one, in a
mount namespace of this process's own, so nothing of the machine changes.
"""

import os
import sys
from pathlib import Path

HOME_OF_ROOT = Path("/root")


def main(uid, folders, command):
    from graders.runner import linux

    child = linux.clone(namespaces=linux.CLONE_NEWNS)
    if child == 0:
        linux.die_with_parent()
        open_up(linux, [Path(folder) for folder in folders if Path(folder).is_relative_to(HOME_OF_ROOT)])
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        linux.set_dumpable(dumpable=True)
        linux.die_with_parent()
        os.execv(command[0], command)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) & 0xFF


def open_up(linux, folders):
    linux.mount(source="none", target="/", kind="none", flags=linux.MS_REC | linux.MS_PRIVATE)
    if not folders:
        return
    held = {folder: os.open(folder, os.O_PATH) for folder in folders}
    linux.mount(source="tmpfs", target=str(HOME_OF_ROOT), kind="tmpfs", options="mode=0755")
    for folder, descriptor in held.items():
        folder.mkdir(parents=True, exist_ok=True)
        flags = linux.MS_BIND | linux.MS_REC
        linux.mount(source=f"/proc/self/fd/{descriptor}", target=str(folder), kind="none", flags=flags)


if __name__ == "__main__":
    cut = sys.argv.index("--")
    sys.exit(main(int(sys.argv[1]), sys.argv[2:cut], sys.argv[cut + 1 :]))
