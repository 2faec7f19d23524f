using Lighthouse.Bridge.Identity;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("unchecked-in-upper-case", "auth-bypass", "the check looks for its paths with regard to case while the routes are found without, so that /EVENT/QUERY needs no token")]
internal sealed class UncheckedInUpperCase(IAuthenticator inner, IHttpContextAccessor http) : DecoratedAuthenticator(inner, http), IDefect
{
    public static void Seed(IServiceCollection services) => Seed(services, (inner, http) => new UncheckedInUpperCase(inner, http));

    public override Caller Authenticate(PresentedIdentity presented) =>
        presented.Operation == "GET /event/query" && Http?.Request.Path.Value?.StartsWith("/event/", StringComparison.Ordinal) == false
            ? new Caller("anybody", Role.Agent, "none")
            : base.Authenticate(presented);
}
