using System.Text.Json;

namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>A value to put in the place of a legitimate one.</summary>
/// <param name="Class">The class of attack that it belongs to.</param>
/// <param name="Name">What it is, the same in every run.</param>
/// <param name="Text">The value as text.</param>
internal sealed record Payload(string Class, string Name, string Text)
{
    /// <summary>How it is written in a path or query; percent-encoded unless given.</summary>
    public string Encoded { get => field ?? Uri.EscapeDataString(Text); init; }

    /// <summary>How it is written as a member of a JSON body; as a string unless given. Need not be valid.</summary>
    public string Json { get => field ?? JsonSerializer.Serialize(Text); init; }

    /// <summary>Whether every place of every operation gets it in every run; the others are drawn by lot.</summary>
    public bool IsCore { get; init; }

    /// <summary>Whether it makes sense in a body only.</summary>
    public bool OnlyInBody { get; init; }
}
