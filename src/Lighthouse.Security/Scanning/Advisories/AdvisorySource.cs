namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>Advisories from one place.</summary>
/// <param name="Name">The place.</param>
/// <param name="Date">The day up to which it knows.</param>
/// <param name="Covers">The packages of which it knows all, as <c>NuGet/Npgsql</c> or <c>NuGet/*</c>.</param>
/// <param name="Advisories">The advisories.</param>
/// <param name="Doubts">What of it could not be read.</param>
internal sealed record AdvisorySource(string Name, DateTimeOffset Date, IReadOnlySet<string> Covers, IReadOnlyList<Advisory> Advisories, IReadOnlyList<string> Doubts)
{
    /// <summary>Whether silence about a package means that nothing is known against it.</summary>
    public bool KnowsAllOf(string ecosystem, string name) =>
        Covers.Contains($"{Ecosystem.NameOf(ecosystem)}/*") || Covers.Contains($"{Ecosystem.NameOf(ecosystem)}/{name}");
}
