namespace Lighthouse.Bridge.Experts;

/// <summary>
/// The available expert with the least open work; among equals the one whose last work is longest ago, so that equals take turns.
/// An expert whose heartbeat is late is chosen only when nobody punctual is available.
/// </summary>
internal sealed class LeastLoadedRouting : IExpertRouting
{
    public ExpertView? Choose(IReadOnlyList<ExpertView> experts)
    {
        ExpertView? best = null;
        foreach (var expert in experts)
            if (expert.State == ExpertState.Available && (best is null || Rank(expert).CompareTo(Rank(best)) < 0)) best = expert;
        return best;
    }

    private static (bool, int, long) Rank(ExpertView expert) => (expert.IsOverdue, expert.Open, expert.LastAssigned);
}
