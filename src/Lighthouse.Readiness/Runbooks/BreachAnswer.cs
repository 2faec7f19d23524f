namespace Lighthouse.Readiness.Runbooks;

/// <summary>What the breach of a service level calls for.</summary>
public enum BreachAnswer
{
    /// <summary>It is told.</summary>
    Alert,

    /// <summary>It is told, and the feature is switched off.</summary>
    Rollback,
}
