using System.Collections.Frozen;
using static Lighthouse.Bridge.Identity.Permission;

namespace Lighthouse.Bridge.Identity;

/// <summary>The permission matrix: each role has what the role before it has, and its own.</summary>
public static class Permissions
{
    private static readonly FrozenSet<Permission>[] ByRole = Accumulate(
        [HealthCheck, EventsRead, EventsQuery, ShadowRead, FilesystemRead],
        [EventsWrite, CommandValidate, ContextShare, ShadowWrite, ShadowAnnotate, FilesystemWrite],
        [ExpertCoordination, CommandExecute, FilesystemExecute, SecurityReview],
        [AuditAccess, SessionManage, SystemConfig],
        [AdminAccess, SystemAdmin]);

    /// <summary>Whether a role has a permission.</summary>
    public static bool May(this Role role, Permission permission) => ByRole[(int)role].Contains(permission);

    private static FrozenSet<Permission>[] Accumulate(params Permission[][] own)
    {
        var sets = new FrozenSet<Permission>[own.Length];
        for (var role = 0; role < own.Length; role++)
            sets[role] = (role == 0 ? own[0] : [.. sets[role - 1], .. own[role]]).ToFrozenSet();
        return sets;
    }
}
