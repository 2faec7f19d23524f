using System.Globalization;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Performance.Watching;

/// <summary>A process as the kernel sees it, read from outside.</summary>
internal sealed class WatchedProcess
{
    private WatchedProcess(int id) => Id = id;

    /// <summary>This process.</summary>
    public static WatchedProcess Own { get; } = new(Environment.ProcessId);

    /// <summary>Process id.</summary>
    public int Id { get; }

    /// <summary>Memory in RAM, in bytes.</summary>
    /// <exception cref="IOException">The process has ended.</exception>
    /// <exception cref="InvalidOperationException">It is about to end.</exception>
    public long ResidentBytes => Status("VmRSS:") * 1024;

    /// <summary>Time that it has had of all processors so far.</summary>
    /// <exception cref="IOException">The process has ended.</exception>
    public TimeSpan ProcessorTime
    {
        get
        {
            // The name, in brackets, may hold anything; utime and stime are the 14th and 15th field, in hundredths of a second on every Linux.
            var text = File.ReadAllText($"/proc/{Text(Id)}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Open file descriptors, sockets included.</summary>
    /// <exception cref="IOException">The process has ended.</exception>
    public int Descriptors => Directory.EnumerateFileSystemEntries($"/proc/{Text(Id)}/fd").Count();

    /// <summary>The process that listens at an address of this machine; null when there is none, or the system does not tell.</summary>
    public static WatchedProcess? ListeningOn(Uri url) => url.IsLoopback && ListeningProcess.Find(url.Port) is { } id ? new WatchedProcess(id) : null;

    private long Status(string name) => File.ReadLines($"/proc/{Text(Id)}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .First();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
