namespace Lighthouse.Readiness.Runbooks;

/// <summary>How bad the breach of a service level is, worst first.</summary>
public enum BreachSeverity
{
    /// <summary>Users are cut off.</summary>
    Critical,

    /// <summary>Users are served badly.</summary>
    Major,

    /// <summary>Users may notice.</summary>
    Minor,

    /// <summary>It may become worse.</summary>
    Warning,
}
