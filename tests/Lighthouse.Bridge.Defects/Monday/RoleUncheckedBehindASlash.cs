using Lighthouse.Bridge.Identity;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("role-unchecked-behind-a-slash", "privilege-escalation", "the role is looked up by the text of the path, so that a trailing slash opens every operation to every role")]
internal sealed class RoleUncheckedBehindASlash(IAuthenticator inner, IHttpContextAccessor http) : DecoratedAuthenticator(inner, http), IDefect
{
    public static void Seed(IServiceCollection services) => Seed(services, (inner, http) => new RoleUncheckedBehindASlash(inner, http));

    public override Caller Authenticate(PresentedIdentity presented)
    {
        var caller = base.Authenticate(presented);
        return Http?.Request.Path.Value?.EndsWith('/') == true ? caller with { Role = Role.Admin } : caller;
    }
}
