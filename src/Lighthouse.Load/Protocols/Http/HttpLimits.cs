namespace Lighthouse.Load.Protocols.Http;

/// <summary>What a response may be at most, so that a target cannot exhaust its generator.</summary>
/// <param name="HeadBytes">Status line and header, trailers alike. Default 32 KB.</param>
/// <param name="BodyBytes">The body. Default 64 MB.</param>
public sealed record HttpLimits(int HeadBytes = 32 << 10, long BodyBytes = 64 << 20)
{
    internal void Validate()
    {
        if (HeadBytes is < 128 or > 1 << 20)
            throw new ArgumentException($"LHL3201: HeadBytes is {HeadBytes}; it must lie between 128 bytes and 1 MB.");
        if (BodyBytes is < 0 or > 1L << 40)
            throw new ArgumentException($"LHL3202: BodyBytes is {BodyBytes}; it must lie between 0 and 1 TB.");
    }
}
