namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Splits a stream into lines at each newline byte, holding no more than one line.</summary>
internal sealed class LineSource(Stream stream, int maximum)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _finished;

    /// <summary>The next line without its newline; false at the end.</summary>
    public bool TryNext(out RawLine line)
    {
        var scanned = 0;
        while (true)
        {
            var newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = Take(scanned + newline, consumed: scanned + newline + 1, terminated: true);
                return true;
            }

            scanned = _end - _start;
            if (scanned > maximum || (_finished && scanned > 0))
            {
                line = Take(scanned, consumed: scanned, terminated: false);
                return true;
            }

            if (_finished)
            {
                line = default;
                return false;
            }

            Fill();
        }
    }

    private RawLine Take(int length, int consumed, bool terminated)
    {
        var line = new RawLine(_buffer.AsMemory(_start, length), terminated, length > maximum);
        _start += consumed;
        return line;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _finished = read == 0;
    }
}

/// <summary>Bytes between two newlines; valid until the next is taken.</summary>
/// <param name="Bytes">Without the newline.</param>
/// <param name="Terminated">Whether a newline followed.</param>
/// <param name="TooLong">Whether it is longer than a line may be; then it may not be whole.</param>
internal readonly record struct RawLine(ReadOnlyMemory<byte> Bytes, bool Terminated, bool TooLong);
