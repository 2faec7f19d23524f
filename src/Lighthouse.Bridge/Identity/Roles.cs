namespace Lighthouse.Bridge.Identity;

/// <summary>The wire's words for roles, and their limits.</summary>
public static class Roles
{
    private static readonly (Role Role, string Name, int PerMinute, int Batch)[] All =
    [
        (Role.Guest, "guest", 100, 10), (Role.Agent, "agent", 1_000, 100), (Role.ExpertAgent, "expert_agent", 2_000, 500),
        (Role.SystemAgent, "system_agent", 5_000, 1_000), (Role.Admin, "admin", 10_000, 1_000),
    ];

    /// <summary>The role of a name; null when there is none.</summary>
    public static Role? Parse(string name)
    {
        foreach (var entry in All)
            if (entry.Name == name) return entry.Role;
        return null;
    }

    /// <summary>The wire's word.</summary>
    public static string Name(this Role role) => All[(int)role].Name;

    /// <summary>Requests a minute.</summary>
    public static int RequestsPerMinute(this Role role) => All[(int)role].PerMinute;

    /// <summary>Events of one batch.</summary>
    public static int BatchSize(this Role role) => All[(int)role].Batch;
}
