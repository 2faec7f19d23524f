using System.Text;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security;

/// <summary>How a target is shown who asks: a secret, and the place of a request where it stands.</summary>
public abstract record CredentialCarrier
{
    private protected CredentialCarrier(string place, string? scheme) => (Place, Scheme) = (place, scheme);

    /// <summary>The header <c>Authorization: Bearer</c>.</summary>
    public static CredentialCarrier Bearer { get; } = new HeaderCarrier("Authorization", "Bearer");

    /// <summary>Where it stands, for reports.</summary>
    public string Place { get; }

    /// <summary>The word before the secret; null for none.</summary>
    public string? Scheme { get; }

    /// <summary>Whether a browser adds it by itself to requests that another site makes it send.</summary>
    public virtual bool IsAmbient => false;

    /// <summary>The request with a credential in its place.</summary>
    /// <param name="request">The request without one.</param>
    /// <param name="credential">The credential in plain: a token, or user and password with a colon between them.</param>
    public RawRequest Put(RawRequest request, string credential) => PutRaw(request, Written(credential));

    /// <summary>The request with any value in the place of the credential, scheme included.</summary>
    internal abstract RawRequest PutRaw(RawRequest request, string value);

    /// <summary>The secret as it stands on the wire, without the scheme.</summary>
    internal virtual string Encode(string credential) => credential;

    internal string Written(string credential) => Scheme is null ? Encode(credential) : $"{Scheme} {Encode(credential)}";
}

/// <summary>A credential in a header.</summary>
/// <param name="Header">The header.</param>
/// <param name="Word">The word before it, such as Bearer; null for none.</param>
public sealed record HeaderCarrier(string Header, string? Word) : CredentialCarrier($"{Header} header", Word)
{
    internal override RawRequest PutRaw(RawRequest request, string value) => request.With(Header, value);
}

/// <summary>User and password by HTTP basic authentication.</summary>
public sealed record BasicCarrier() : CredentialCarrier("Authorization header", "Basic")
{
    /// <inheritdoc/>
    public override bool IsAmbient => true;

    internal override RawRequest PutRaw(RawRequest request, string value) => request.With("Authorization", value);

    internal override string Encode(string credential) => Convert.ToBase64String(Encoding.UTF8.GetBytes(credential));
}

/// <summary>A credential in a cookie.</summary>
/// <param name="Name">The cookie.</param>
public sealed record CookieCarrier(string Name) : CredentialCarrier($"cookie {Name}", null)
{
    /// <inheritdoc/>
    public override bool IsAmbient => true;

    internal override RawRequest PutRaw(RawRequest request, string value) => request.With("Cookie", $"{Name}={value}");
}

/// <summary>A credential in the query.</summary>
/// <param name="Name">The parameter.</param>
public sealed record QueryCarrier(string Name) : CredentialCarrier($"query parameter {Name}", null)
{
    internal override RawRequest PutRaw(RawRequest request, string value) =>
        request with { Target = $"{request.Target}{(request.Target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Name}={Uri.EscapeDataString(value)}" };
}
