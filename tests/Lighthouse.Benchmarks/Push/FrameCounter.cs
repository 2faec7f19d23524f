namespace Lighthouse.Benchmarks.Push;

/// <summary>Finds the text frames of a server in a stream of bytes, whatever pieces it comes in.</summary>
internal struct FrameCounter
{
    private const int Text = 0x81;
    private int _headBytes;
    private int _first;
    private int _lengthBytes;
    private long _left;

    /// <summary>How many text frames end within these bytes.</summary>
    public int Count(ReadOnlySpan<byte> bytes)
    {
        var ended = 0;
        while (bytes.Length > 0)
        {
            if (_headBytes < 2 + _lengthBytes)
            {
                Head(bytes[0]);
                bytes = bytes[1..];
            }
            else
            {
                var taken = (int)Math.Min(_left, bytes.Length);
                _left -= taken;
                bytes = bytes[taken..];
            }

            if (_headBytes < 2 + _lengthBytes || _left > 0) continue;
            if (_first == Text) ended++;
            (_headBytes, _lengthBytes) = (0, 0);
        }

        return ended;
    }

    private void Head(byte next)
    {
        switch (_headBytes++)
        {
            case 0:
                _first = next;
                break;
            case 1:
                _lengthBytes = next switch { 126 => 2, 127 => 8, _ => 0 };
                _left = _lengthBytes == 0 ? next : 0;
                break;
            default:
                _left = (_left << 8) | next;
                break;
        }
    }
}
