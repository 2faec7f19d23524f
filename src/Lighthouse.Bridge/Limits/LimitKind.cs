namespace Lighthouse.Bridge.Limits;

/// <summary>What is limited per agent and minute.</summary>
public enum LimitKind
{
    /// <summary>Requests of any kind: the role's limit, with a burst of a tenth of it and at least 100.</summary>
    Requests,

    /// <summary>Elicitations created: 10 a minute, burst 3.</summary>
    ElicitationCreate,

    /// <summary>Elicitations answered: 20 a minute, burst 3.</summary>
    ElicitationRespond,
}
