namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>A place of a request that a payload can be put into.</summary>
/// <param name="Kind">Where.</param>
/// <param name="Name">The name of the parameter or header, or the path of the member in the body: "credential.nonce", "events.0.data".</param>
internal sealed record Place(PlaceKind Kind, string Name)
{
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}

/// <summary>The parts of a request.</summary>
internal enum PlaceKind
{
    Path,
    Query,
    Header,
    Body,
}
