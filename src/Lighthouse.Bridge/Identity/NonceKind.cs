namespace Lighthouse.Bridge.Identity;

/// <summary>What a nonce is good for. A nonce of one kind means nothing for another.</summary>
public enum NonceKind
{
    /// <summary>Opens a session.</summary>
    Credential,

    /// <summary>Ends an elicitation.</summary>
    Elicitation,
}
