using System.Collections.Frozen;
using Lighthouse.Bridge.Validation.Shell;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation.Layers;

/// <summary>Something that is seen more often in attacks than in work.</summary>
/// <param name="Name">What it is; nothing of the input.</param>
/// <param name="Weight">How telling.</param>
internal sealed record RiskSign(string Name, int Weight);

/// <summary>Finds signs of risk.</summary>
internal static class RiskSigns
{
    private const int ShortestSecret = 40;
    private const double RandomBitsPerCharacter = 4.5;
    private const int ManyCommands = 12;
    private static readonly FrozenSet<string> Download = Set("curl", "wget", "fetch", "aria2c", "lwp-request", "http", "ftp", "tftp", "scp", "sftp", "rsync");
    private static readonly FrozenSet<string> Decode = Set("base64", "base32", "xxd", "openssl", "uudecode", "gunzip", "zcat", "rev", "tr");
    private static readonly FrozenSet<string> Network = Set("nc", "ncat", "netcat", "socat", "telnet", "ssh", "sshpass", "scp", "sftp", "rsync", "ftp", "tftp", "nmap", "curl", "wget");
    private static readonly FrozenSet<string> Privilege = Set("sudo", "doas", "su", "pkexec", "runuser", "setcap", "chroot", "nsenter", "unshare", "mount", "insmod", "modprobe");
    private static readonly FrozenSet<string> Destroy = Set("rm", "rmdir", "shred", "truncate", "dd", "mkfs", "wipefs", "chmod", "chown", "kill", "killall", "pkill", "reboot", "shutdown", "halt", "unlink");
    private static readonly FrozenSet<string> Lasting = Set("crontab", "at", "batch", "systemctl", "service", "launchctl", "useradd", "usermod", "passwd", "visudo", "iptables", "nft");
    private static readonly FrozenSet<string> Loaders = Set("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "PATH", "BASH_ENV", "ENV", "PYTHONPATH", "NODE_OPTIONS", "GIT_SSH_COMMAND", "IFS", "PROMPT_COMMAND");

    public static IReadOnlyList<RiskSign> Of(UnderstoodInput input)
    {
        var programs = input.Actions.Select(action => action.Program).Where(name => name.Length > 0).ToList();
        var (downloads, decodes) = (programs.Exists(Download.Contains), programs.Exists(Decode.Contains));
        var runs = input.Actions.Any(RunsCode);
        return
        [
            .. When("it downloads and runs", 70, downloads && runs),
            .. When("it decodes and runs", 70, decodes && runs),
            .. When("it asks for privileges", 40, programs.Exists(Privilege.Contains)),
            .. When("it destroys or changes rights", 25, programs.Exists(Destroy.Contains)),
            .. When("it changes the machine lastingly", 30, programs.Exists(Lasting.Contains)),
            .. When("it talks to the network", 20, programs.Exists(Network.Contains)),
            .. When("it changes how programs are found or loaded", 35, input.Actions.SelectMany(action => action.Assignments).Any(Loaders.Contains)),
            .. When("it runs code that cannot be seen into", 20, runs),
            .. When("it runs a program of its own", 15, input.Actions.Any(action => !action.IsSystemProgram && !action.IsOnlyPossible)),
            .. When("it hides its words", 30, input.Signs.Contains("quotes within a word") || input.Signs.Contains("characters by their codes") || input.Signs.Contains("escapes that change nothing")),
            .. When("it hides its characters", 30, input.Doubts.Contains("characters that look like others") || input.Doubts.Contains("an encoded path")),
            .. When("it computes what it runs", 20, input.Doubts.Contains("a substituted command") || input.Doubts.Contains("a program whose name is not known")),
            .. When("it runs on in the background", 10, input.Signs.Contains("runs in the background")),
            .. When("it is long", 10, input.Actions.Count(action => !action.IsOnlyPossible) > ManyCommands),
            .. When("it carries random text", 25, input.Actions.Any(action => action.Arguments.Any(IsRandom))),
            .. When("the tool is unknown", 15, input.Kind.Length == 0),
        ];
    }

    private static bool RunsCode(ToolAction action) =>
        Programs.Shells.Contains(action.Program) || action.Program is "eval" or "source" or "." || (Programs.Interpreters.Contains(action.Program) && action.Program != "sed");

    /// <summary>Whether a text looks like encoded or encrypted bytes: long, without blanks, and as even as random ones.</summary>
    internal static bool IsRandom(string text)
    {
        if (text.Length < ShortestSecret || text.AsSpan().ContainsAny(" /\\")) return false;
        Span<int> counts = stackalloc int[128];
        foreach (var c in text)
        {
            if (c >= 128) return true;
            counts[c]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
            if (count > 0) bits -= (double)count / text.Length * Math.Log2((double)count / text.Length);
        return bits >= RandomBitsPerCharacter;
    }

    private static IEnumerable<RiskSign> When(string name, int weight, bool isSeen) => isSeen ? [new(name, weight)] : [];

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
