namespace Lighthouse.Security.AuthBypass;

/// <summary>Values for a request to an operation; they go before the description's own examples.</summary>
public sealed record OperationExample
{
    /// <summary>Path and query parameters by name, not encoded. Further query parameters than the described ones may be given.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON body; null for the description's example.</summary>
    public string? Body { get; init; }

    /// <summary>What the body is. Default: application/json.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
