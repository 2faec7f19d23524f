using System.Threading.Channels;

namespace Lighthouse.Load.Endurance;

/// <summary>One who looks on. Who falls too far behind is dropped, so that what waits for him stays bounded.</summary>
internal sealed class LiveViewer(byte[][] past) : IDisposable
{
    // A minute of readings.
    private const int MostBehind = 60;
    private readonly Channel<byte[]> _messages = Channel.CreateBounded<byte[]>(MostBehind);
    private readonly CancellationTokenSource _dropped = new();

    /// <summary>What was shown before he came.</summary>
    public byte[] Past { get; } = [.. past.SelectMany(message => message)];

    /// <summary>What has been shown since.</summary>
    public ChannelReader<byte[]> Messages => _messages.Reader;

    /// <summary>Ends when he is dropped.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>Puts a message behind the others, or drops him.</summary>
    public bool TryShow(byte[] message)
    {
        if (_messages.Writer.TryWrite(message))
            return true;
        // Not here: what waits for the token would go on within the run that shows the reading.
        _ = _dropped.CancelAsync();
        return false;
    }

    public void Dispose() => _dropped.Dispose();
}
