using System.Diagnostics;
using System.Security.Cryptography;

namespace Lighthouse.Suites.Performance.Repeating;

/// <summary>Work that has nothing to do with the bridge. When it takes longer than it did, the machine is slower or busier, and figures of the bridge say nothing about the bridge.</summary>
internal static class Yardsticks
{
    private const int HashedBytes = 4 << 20;
    private const int Repeats = 5;
    private const int Writes = 25;

    /// <summary>How long every processor takes for a fixed amount of hashing, all at once; the median of a few.</summary>
    public static TimeSpan Computing()
    {
        var content = new byte[HashedBytes];
        return Median(Repeats, () => Parallel.For(0, Environment.ProcessorCount, _ => SHA256.HashData(content)));
    }

    /// <summary>How long a small write takes to reach stable storage; the median of some.</summary>
    /// <param name="folder">A folder on the disk that the bridge stores on.</param>
    public static TimeSpan Storing(string folder)
    {
        var path = Path.Combine(folder, "yardstick");
        var content = new byte[512];
        // WriteThrough and not a flush: errors of the latter are lost on Linux.
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.WriteThrough))
        {
            var took = Median(Writes, () => file.Write(content));
            file.Close();
            File.Delete(path);
            return took;
        }
    }

    private static TimeSpan Median(int times, Action work)
    {
        var took = new List<TimeSpan>();
        for (var time = 0; time < times; time++)
        {
            var begun = Stopwatch.GetTimestamp();
            work();
            took.Add(Stopwatch.GetElapsedTime(begun));
        }

        return took.Order().ElementAt(times / 2);
    }
}
