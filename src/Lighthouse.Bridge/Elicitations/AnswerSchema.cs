using System.Text.Json;
using Lighthouse.Bridge.Schemas;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>What the answers to some questions must look like, understood once.</summary>
internal sealed class AnswerSchema
{
    private byte[]? _canonical;

    /// <summary>Understands a schema.</summary>
    /// <exception cref="SchemaException">It is not one that can be checked.</exception>
    public AnswerSchema(JsonElement given)
    {
        Json = given.Clone();
        Rules = JsonSchema.Parse(Json);
    }

    /// <summary>As it was given; it keeps nothing else of the request alive.</summary>
    public JsonElement Json { get; }

    /// <summary>What it demands.</summary>
    public JsonSchema Rules { get; }

    /// <summary>The form in which it is signed.</summary>
    public byte[] Canonical => _canonical ??= CanonicalJson.Of(Json);
}
