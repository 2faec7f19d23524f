using Lighthouse.Readiness.Runbooks.Reading;

namespace Lighthouse.Readiness.TargetProfiles.Reading;

/// <summary>The keys that each part of a target profile has.</summary>
internal static class ProfileKeys
{
    internal static readonly KeySet Profile = new(
        "a target profile", ["name", "openapi", "health", "identities"], ["public", "excluded", "operations", "owned", "limits", "proof_of_identity"]);

    internal static readonly KeySet Identities = new("identities", ["attacker"], ["victim"]);
    internal static readonly KeySet Identity = new("an identity", [], ["headers", "cookie", "basic", "bearer", "login"]);
    internal static readonly KeySet Cookie = new("a cookie", ["name", "value"], []);
    internal static readonly KeySet Basic = new("basic", ["user", "password"], []);
    internal static readonly KeySet Login = new("a login", ["path", "token", "present"], ["method", "body", "body_kind", "revoke"]);
    internal static readonly KeySet Token = new("the token of a login", [], ["json", "cookie"]);
    internal static readonly KeySet Present = new("'present' of a login", [], ["header", "scheme", "cookie", "query"]);
    internal static readonly KeySet Request = new("a request", ["method", "path"], ["body", "body_kind"]);
    internal static readonly KeySet Creation = new("'create' of an owned resource", ["path", "id"], ["method", "body", "body_kind"]);
    internal static readonly KeySet Operation = new("an operation", ["method", "path"], ["public", "changes_state", "parameters", "body", "body_kind", "as"]);
    internal static readonly KeySet Owned = new("an owned resource", ["name", "access"], ["id", "create"]);
    internal static readonly KeySet Limits = new("limits", ["requests", "window"], []);
}
