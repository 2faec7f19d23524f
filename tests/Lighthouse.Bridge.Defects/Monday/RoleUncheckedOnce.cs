using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("role-unchecked-once", "penetration", "one operation of many, the list of agents, takes every caller for an admin")]
internal sealed class RoleUncheckedOnce(IAuthenticator inner) : IAuthenticator, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IAuthenticator>(inner => new RoleUncheckedOnce(inner));

    public Caller Authenticate(PresentedIdentity presented)
    {
        var caller = inner.Authenticate(presented);
        return presented.Operation == "GET /agent/list" ? caller with { Role = Role.Admin } : caller;
    }
}
