namespace Lighthouse.Load.Protocols.Http;

/// <summary>How far the reading of a response has come.</summary>
internal enum HttpReading
{
    /// <summary>More bytes are needed.</summary>
    More,

    /// <summary>The response is whole.</summary>
    Done,

    /// <summary>What came is no HTTP/1.1 response, or exceeds a limit.</summary>
    Malformed,
}
