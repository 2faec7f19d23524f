namespace Lighthouse.Bridge.Client;

/// <summary>How an elicitation ends by a party's word.</summary>
public enum ResponseType
{
    /// <summary>The target answers with data.</summary>
    Accept,

    /// <summary>The target refuses to answer.</summary>
    Decline,

    /// <summary>The sender withdraws the question.</summary>
    Cancel,
}
