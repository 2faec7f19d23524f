namespace Lighthouse.Chaos.Lies;

/// <summary>What became of the lies of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Told">How many were sent.</param>
/// <param name="Refused">Those that were refused by the rule that forbids them.</param>
/// <param name="Accepted">Those that were taken.</param>
/// <param name="Truths">Honest requests of the same form that were sent.</param>
/// <param name="TruthsTaken">Those of them that were taken: if none is, a refusal may have another reason than the lie.</param>
public sealed record LieCount(LieKind Kind, int Told, int Refused, int Accepted, int Truths, int TruthsTaken)
{
    /// <summary>Lies that were answered in another way, such as by a limit or not at all: they show nothing.</summary>
    public int Unsettled => Told - Refused - Accepted;

    /// <summary>Why the count proves less than it seems to; null when it does not.</summary>
    public string? Doubt =>
        Told == 0 ? $"{Kind.Name} was not told"
        : Unsettled > 0 ? $"{Unsettled} of {Told} {Kind.Name} were neither taken nor refused as such"
        : TruthsTaken == 0 ? $"{Kind.Name}: none of {Truths} honest requests of the same form was taken"
        : null;
}
