using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("unguarded-query", "auth-bypass", "one endpoint of many, the event query, does without the check of the session")]
internal sealed class UnguardedQuery(IAuthenticator inner) : IAuthenticator, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IAuthenticator>(inner => new UnguardedQuery(inner));

    public Caller Authenticate(PresentedIdentity presented)
    {
        try
        {
            return inner.Authenticate(presented);
        }
        catch (RefusalException) when (presented.Operation == "GET /event/query")
        {
            return new Caller("anybody", Role.Agent, "none");
        }
    }
}
