namespace Lighthouse.Bridge.Identity;

/// <summary>Nonces that have been used. Each can be used once.</summary>
public interface INonces
{
    /// <summary>Uses a nonce up; of any number of concurrent callers exactly one gets true.</summary>
    /// <param name="kind">What it is good for.</param>
    /// <param name="nonce">The nonce.</param>
    /// <param name="usableUntil">Unix second after which nothing accepts it anyway, so that it may be forgotten.</param>
    bool TryConsume(NonceKind kind, string nonce, long usableUntil);

    /// <summary>Makes a nonce usable again, because the store refused the event that would have used it. The default keeps it used.</summary>
    void Release(NonceKind kind, string nonce)
    {
    }

    /// <summary>Remembers a nonce that an event says was used.</summary>
    void Remember(NonceKind kind, string nonce, long usableUntil);

    /// <summary>The latest <c>usableUntil</c> of any forgotten nonce. What would be usable no later than this must be refused: its nonce might have been used.</summary>
    long ForgottenUntil(NonceKind kind);
}
