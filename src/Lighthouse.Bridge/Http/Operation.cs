using System.Text.Json;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Schemas;

namespace Lighthouse.Bridge.Http;

/// <summary>An operation of the service. The route, the checks and the OpenAPI description are all made from this one statement.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with {placeholders}.</param>
/// <param name="Id">Name for programs.</param>
/// <param name="Summary">What it does.</param>
internal sealed record Operation(string Method, string Path, string Id, string Summary)
{
    private static readonly JsonElement AnyObject = JsonElement.Parse("""{"type":"object"}""");

    /// <summary>Whether it needs no session.</summary>
    public bool IsPublic { get; init; }

    /// <summary>What the caller's role must permit; null when every session may call it.</summary>
    public Permission? Needs { get; init; }

    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Schema of the body; null when it takes none.</summary>
    public JsonElement? Body { get; private init; }

    /// <summary>Schema of the reply.</summary>
    public JsonElement Reply { get; private init; } = AnyObject;

    /// <summary>Status of a reply that is no refusal.</summary>
    public int Success { get; init; } = StatusCodes.Status200OK;

    /// <summary>Refusals that only this operation has, beside the general ones.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];

    /// <summary>Whether the body may be left out.</summary>
    public bool BodyIsOptional { get; init; }

    /// <summary>Most bytes of the body.</summary>
    public int BodyBytes { get; init; } = RequestBody.MostBytes;

    /// <summary>Greatest depth of the body.</summary>
    public int BodyDepth { get; init; } = RequestBody.MostDepth;

    /// <summary>Content type of the reply.</summary>
    public string ReplyType { get; init; } = "application/json";

    public JsonSchema? BodySchema { get; private init; }

    public required Func<OperationContext, Task<object>> Handler { get; init; }

    public string Name => $"{Method} {Path}";

    public Operation Takes(string bodySchema)
    {
        var schema = JsonElement.Parse(bodySchema);
        return this with { Body = schema, BodySchema = JsonSchema.Parse(schema) };
    }

    public Operation Gives(string replySchema) => this with { Reply = JsonElement.Parse(replySchema) };
}
