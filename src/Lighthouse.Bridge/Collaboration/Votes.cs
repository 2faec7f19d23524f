namespace Lighthouse.Bridge.Collaboration;

/// <summary>
/// Keys of a shared context that hold somebody's word: <c>vote/AGENT</c> and <c>vote/TOPIC/AGENT</c> are shared by that agent alone, once, and stay. Every
/// other key is everybody's, so that one participant who lies could replace what the others said.
/// </summary>
internal static class Votes
{
    private const string Prefix = "vote/";

    public static bool IsVote(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whose it is. No agent's name has a slash.</summary>
    public static string VoterOf(string key) => key[(key.LastIndexOf('/') + 1)..];
}
