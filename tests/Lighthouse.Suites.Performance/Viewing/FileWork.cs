using System.Globalization;
using Lighthouse.Load;
using Lighthouse.Load.Recording;

namespace Lighthouse.Suites.Performance.Viewing;

/// <summary>A file's short life: made, written, read, deleted; each step is timed and its effect looked at.</summary>
/// <param name="folder">Where.</param>
/// <param name="bytes">How large.</param>
internal sealed class FileWork(string folder, int bytes)
{
    public int Bytes => bytes;

    public LatencyHistogram Create { get; private set; } = new();

    public LatencyHistogram Write { get; private set; } = new();

    public LatencyHistogram Read { get; private set; } = new();

    public LatencyHistogram Delete { get; private set; } = new();

    /// <summary>Begins the histograms anew.</summary>
    public void Forget() => (Create, Write, Read, Delete) = (new(), new(), new(), new());

    /// <summary>Goes through one life.</summary>
    /// <param name="number">Which file.</param>
    /// <param name="late">How much later than intended it begins; the first step bears it.</param>
    public IterationOutcome Do(long number, TimeSpan late)
    {
        var path = Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture));
        var content = new byte[bytes];
        content.AsSpan().Fill((byte)number);
        using (var file = Timed(Create, late, () => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite)))
            Timed(Write, TimeSpan.Zero, () => RandomAccess.Write(file, content, 0));
        var read = Timed(Read, TimeSpan.Zero, () => File.ReadAllBytes(path));
        if (!read.AsSpan().SequenceEqual(content))
            return IterationOutcome.Failed("another content was read than was written");
        Timed(Delete, TimeSpan.Zero, () => File.Delete(path));
        return File.Exists(path) ? IterationOutcome.Failed("a deleted file is still there") : IterationOutcome.Succeeded;
    }

    private static void Timed(LatencyHistogram histogram, TimeSpan waited, Action step) => Timed(histogram, waited, () =>
    {
        step();
        return true;
    });

    // A step that fails took its time as well: a quick failure may not flatter, and a slow one may not hide.
    private static T Timed<T>(LatencyHistogram histogram, TimeSpan waited, Func<T> step)
    {
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            return step();
        }
        finally
        {
            histogram.Add(waited + TimeProvider.System.GetElapsedTime(begun));
        }
    }
}
