using Lighthouse.Readiness.Runbooks.Reading;

namespace Lighthouse.Readiness.TargetProfiles.Reading;

/// <summary>What texts in a target profile must look like.</summary>
internal static class ProfileForms
{
    internal static readonly TextForm Method = new(16, "^[A-Z]{3,16}$", "a method in capital letters, such as 'GET'");
    internal static readonly TextForm Path = new(1000, "^/[!-~]*$", "a path that begins with '/' and has no blank, such as '/orders/{id}'");
    internal static readonly TextForm PublicRule = new(1000, "^(?:[A-Z]{3,16} )?/[!-~]*$", "a path, or a method and a path, such as '/docs' or 'GET /docs'");
    internal static readonly TextForm Description = new(1000, "^(?:none|/[!-~]*|file:.+)$", "'none', a path of the service such as '/openapi.json', or 'file:' and a file beside the profile such as 'file:openapi.json'");
    internal static readonly TextForm Token = new(100, "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", "a name as HTTP allows it, such as 'X-Api-Key'");
    internal static readonly TextForm User = new(200, "^[^:]+$", "a user's name without a colon");
    internal static readonly TextForm Variable = new(100, @"^\$[A-Z][A-Z0-9_]*$", "the name of an environment variable after a dollar sign, such as '$SHOP_PASSWORD'; secrets do not stand in the file");
    internal static readonly TextForm Pointer = new(500, @"^(?:/(?:[^~/]|~[01])*)+$", "a JSON pointer, such as '/access_token'");
    internal static readonly TextForm Value = new(1000, null, "a value");
}
