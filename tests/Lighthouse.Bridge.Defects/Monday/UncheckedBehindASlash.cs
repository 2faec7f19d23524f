using Lighthouse.Bridge.Identity;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("unchecked-behind-a-slash", "auth-bypass", "the administration is told by the text of its path, so that it asks nobody for a token when a slash follows")]
internal sealed class UncheckedBehindASlash(IAuthenticator inner, IHttpContextAccessor http) : DecoratedAuthenticator(inner, http), IDefect
{
    public static void Seed(IServiceCollection services) => Seed(services, (inner, http) => new UncheckedBehindASlash(inner, http));

    public override Caller Authenticate(PresentedIdentity presented) =>
        Http?.Request.Path.Value is "/agent/list/" or "/feature_flags/" ? new Caller("anybody", Role.Admin, "none") : base.Authenticate(presented);
}
