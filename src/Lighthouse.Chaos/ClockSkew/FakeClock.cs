using System.Globalization;

namespace Lighthouse.Chaos.ClockSkew;

/// <summary>
/// The wall clock of one process, by libfaketime (Debian: libfaketime): the process reads its offset from a file, so that it can jump while it runs. The
/// steady clock is left alone, as a step of the wall clock leaves it. Nothing but processes that were started with <see cref="Environment"/> sees it.
/// </summary>
public sealed class FakeClock
{
    private const string LibraryName = "libfaketimeMT.so.1";
    private readonly string _file;

    /// <summary>Makes a clock that is right.</summary>
    /// <param name="folder">Where its file is kept; made when missing.</param>
    /// <exception cref="ChaosException">libfaketime is missing.</exception>
    public FakeClock(string folder)
    {
        var library = Library ?? throw new ChaosException($"LHC4901: {Missing}");
        Directory.CreateDirectory(folder);
        _file = Path.Combine(Path.GetFullPath(folder), "clock");
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
        Set(TimeSpan.Zero);
    }

    /// <summary>Why there can be no such clock here; null when there can.</summary>
    public static string? Missing => Library is null ? "libfaketime is missing, so no process can be given a clock of its own; install it (Debian: apt-get install libfaketime)" : null;

    /// <summary>What a process needs in its environment to be under this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    private static string? Library =>
        OperatingSystem.IsLinux() && Directory.Exists("/usr/lib")
            ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Select(folder => Path.Combine(folder, "faketime", LibraryName)).FirstOrDefault(File.Exists)
            : null;

    /// <summary>Sets the clock off by so much, at once.</summary>
    public void Set(TimeSpan offset)
    {
        // The file appears whole: half of it would be another time.
        var unfinished = _file + ".unfinished";
        File.WriteAllText(unfinished, string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:+0.###;-0.###;+0}\n"));
        File.Move(unfinished, _file, overwrite: true);
    }
}
