using Cake.Frosting;
using Lighthouse.Pipeline;

return new CakeHost().UseLighthouse("readiness.yaml").Run(args);
