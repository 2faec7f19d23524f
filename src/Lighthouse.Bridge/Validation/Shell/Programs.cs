using System.Collections.Frozen;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>What is known of programs that run others.</summary>
internal static class Programs
{
    private static readonly string[] SystemFolders = ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];

    /// <summary>Run a script that they are given.</summary>
    public static FrozenSet<string> Shells { get; } = Set("sh", "bash", "dash", "zsh", "ksh", "ash", "rbash", "mksh", "fish", "busybox-sh");

    /// <summary>Run the command behind them and change nothing of its meaning.</summary>
    public static FrozenSet<string> Transparent { get; } = Set("time", "command", "builtin", "nohup", "nice", "timeout", "env", "exec", "stdbuf", "setsid");

    /// <summary>Run something that is among their arguments.</summary>
    public static FrozenSet<string> Wrappers { get; } = Set(
        "sudo", "doas", "su", "pkexec", "runuser", "xargs", "find", "fd", "watch", "busybox", "toybox", "chroot", "unshare", "nsenter", "strace", "ltrace",
        "parallel", "flock", "script", "ssh", "docker", "podman", "kubectl", "time", "command", "builtin", "nohup", "nice", "ionice", "timeout", "env", "exec",
        "stdbuf", "setsid", "chrt", "taskset", "coproc", "trap", "alias", "at", "batch", "crontab", "systemd-run", "screen", "tmux", "cmd", "powershell",
        "pwsh", "wsl", "bwrap", "firejail", "fakeroot", "faketime", "capsh", "setpriv", "prlimit", "rlwrap", "expect");

    /// <summary>Run code in a language that is not understood here.</summary>
    public static FrozenSet<string> Interpreters { get; } = Set(
        "python", "python2", "python3", "perl", "ruby", "node", "deno", "bun", "php", "lua", "awk", "gawk", "mawk", "nawk", "tclsh", "osascript", "jshell",
        "rscript", "julia", "ghci", "guile", "gdb", "ed", "ex", "sed", "dc", "bc", "sqlite3", "psql", "mysql", "irb", "pry");

    /// <summary>Words of compound commands.</summary>
    public static FrozenSet<string> Keywords { get; } = Set(
        "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "for", "case", "esac", "in", "select", "function", "[[", "]]", "coproc");

    /// <summary>The program's name without its folder, in lower case, and whether the system keeps it.</summary>
    public static (string Name, bool IsSystem) NameOf(string word, IPathRules paths, string folder)
    {
        var folded = Lookalikes.Fold(word);
        if (!folded.AsSpan().ContainsAny('/', '\\', '%')) return (folded.ToLowerInvariant(), folded.Length > 0);
        var path = paths.Normalise(folded, folder).Path;
        var slash = path.LastIndexOf('/');
        return (path[(slash + 1)..].ToLowerInvariant(), SystemFolders.Contains(path[..slash]));
    }

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
