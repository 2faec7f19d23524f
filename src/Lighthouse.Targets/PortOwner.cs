using System.Globalization;

namespace Lighthouse.Targets;

/// <summary>Tells whose process listens on a port, so that nobody else's answer is taken for the target's.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary>Whether a process or one of its descendants listens on a port; null where the system does not tell (elsewhere than on Linux).</summary>
    public static bool? IsListening(int processId, int port)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var sockets = Listeners(port);
        return sockets.Count > 0 && FamilyOf(processId).SelectMany(DescriptorsOf).Any(sockets.Contains);
    }

    /// <summary>The process that listens on a port; null where there is none to be seen.</summary>
    public static int? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var sockets = Listeners(port);
        return sockets.Count == 0 ? null : Processes().Cast<int?>().FirstOrDefault(id => DescriptorsOf(id!.Value).Any(sockets.Contains));
    }

    private static HashSet<string> Listeners(int port) =>
        new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(table => SocketsOn(table, port)).ToHashSet();

    private static IEnumerable<int> Processes() => Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    private static IEnumerable<string> SocketsOn(string table, int port)
    {
        // Columns: number, local address:port in hex, remote, state, queues, timer, retransmits, user, timeout, inode.
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return File.ReadLines(table).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > 9 && columns[3] == Listening && columns[1].EndsWith(suffix, StringComparison.Ordinal))
            .Select(columns => $"socket:[{columns[9]}]");
    }

    /// <summary>A process and its descendants, itself first.</summary>
    public static IEnumerable<int> FamilyOf(int processId)
    {
        var parents = Processes().ToLookup(ProcessIdentity.ParentOf);
        var family = new Queue<int>([processId]);
        while (family.TryDequeue(out var one))
        {
            yield return one;
            foreach (var child in parents[one])
                family.Enqueue(child);
        }
    }

    private static IEnumerable<string> DescriptorsOf(int processId)
    {
        try
        {
            return Directory.GetFiles($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/fd").Select(TargetOf);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // One that was closed since it was listed says nothing of the others.
    private static string TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name ?? "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
