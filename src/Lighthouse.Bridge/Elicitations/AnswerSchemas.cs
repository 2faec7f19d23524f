using System.Runtime.InteropServices;
using System.Text.Json;
using Lighthouse.Bridge.Schemas;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>
/// The schemas that were asked with lately: agents ask with the same few again and again, and answer to what they were asked with. Bounded in
/// number and size; those with patterns are left out, since an automaton takes far more memory than its text. One that is not kept is
/// understood anew.
/// </summary>
internal sealed class AnswerSchemas
{
    private const int Kept = 64;
    private const int LargestKept = 2 * 1024;
    private readonly AnswerSchema?[] _known = new AnswerSchema?[Kept];

    /// <summary>A schema, understood.</summary>
    /// <exception cref="SchemaException">It is not one that can be checked.</exception>
    public AnswerSchema Of(JsonElement schema)
    {
        var text = JsonMarshal.GetRawUtf8Value(schema);
        if (text.Length > LargestKept) return new(schema);
        ref var place = ref PlaceOf(text);
        if (Volatile.Read(ref place) is { } known && Is(known, text)) return known;
        var read = new AnswerSchema(schema);
        if (!read.Rules.HasPatterns) Volatile.Write(ref place, read);
        return read;
    }

    /// <summary>The form in which a schema is signed.</summary>
    public byte[] CanonicalOf(JsonElement schema)
    {
        var text = JsonMarshal.GetRawUtf8Value(schema);
        return Volatile.Read(ref PlaceOf(text)) is { } known && Is(known, text) ? known.Canonical : CanonicalJson.Of(schema);
    }

    // The text itself decides: two schemas at one place only take it from each other.
    private static bool Is(AnswerSchema known, ReadOnlySpan<byte> text) => JsonMarshal.GetRawUtf8Value(known.Json).SequenceEqual(text);

    private ref AnswerSchema? PlaceOf(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return ref _known[(uint)hash.ToHashCode() % Kept];
    }
}
