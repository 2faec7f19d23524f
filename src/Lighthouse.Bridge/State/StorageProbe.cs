using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.State;

/// <summary>
/// Finds out whether the data directory can be written, by writing to it: a few bytes that go to stable storage, at most every two seconds
/// however often it is asked. A disk that does not answer is a problem too, and holds up nobody.
/// </summary>
internal sealed class StorageProbe(BridgeOptions options, TimeProvider time)
{
    private const string FileName = "health.probe";
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private Task<string?>? _running;
    private long _startedAt;

    /// <summary>What is wrong; null when writing works.</summary>
    public async Task<string?> ProblemAsync()
    {
        try
        {
            return await Current().WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return "The disk does not answer.";
        }
    }

    private Task<string?> Current()
    {
        lock (_lock)
        {
            if (_running is { IsCompleted: false }) return _running;
            if (_running is not null && time.GetElapsedTime(_startedAt) < GoodFor) return _running;
            _startedAt = time.GetTimestamp();
            return _running = Task.Run(Write);
        }
    }

    private string? Write()
    {
        try
        {
            // Through to the disk: the framework hides the errors of a later flush.
            using var file = new FileStream(
                Path.Combine(options.DataDirectory, FileName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 1, FileOptions.WriteThrough);
            file.Write("probe\n"u8);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "The data directory cannot be written.";
        }
    }
}
