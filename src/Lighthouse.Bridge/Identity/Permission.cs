namespace Lighthouse.Bridge.Identity;

/// <summary>What an operation can ask of its caller; <see cref="Permissions"/> says which role has which.</summary>
public enum Permission
{
    /// <summary>Read single events: long poll and push.</summary>
    EventsRead,

    /// <summary>Store events; ask and answer.</summary>
    EventsWrite,

    /// <summary>Search stored events.</summary>
    EventsQuery,

    /// <summary>Register agents and switch features.</summary>
    AdminAccess,

    /// <summary>See the health of the service.</summary>
    HealthCheck,

    /// <summary>Take and hand out delegated work.</summary>
    ExpertCoordination,

    /// <summary>Read shadows.</summary>
    ShadowRead,

    /// <summary>Write shadows.</summary>
    ShadowWrite,

    /// <summary>Annotate shadows.</summary>
    ShadowAnnotate,

    /// <summary>Read the file view.</summary>
    FilesystemRead,

    /// <summary>Write the file view.</summary>
    FilesystemWrite,

    /// <summary>Execute from the file view.</summary>
    FilesystemExecute,

    /// <summary>Have commands executed by others.</summary>
    CommandExecute,

    /// <summary>Have commands validated.</summary>
    CommandValidate,

    /// <summary>Administer the system.</summary>
    SystemAdmin,

    /// <summary>Read and change the configuration.</summary>
    SystemConfig,

    /// <summary>Share a context with others.</summary>
    ContextShare,

    /// <summary>Manage the sessions of others.</summary>
    SessionManage,

    /// <summary>Read everything, for audits.</summary>
    AuditAccess,

    /// <summary>Review the security of commands.</summary>
    SecurityReview,
}
