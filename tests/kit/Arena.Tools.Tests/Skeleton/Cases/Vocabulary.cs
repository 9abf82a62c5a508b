using System.Text;
using Arena.Fundamentals.Helpers;
using TorchSharp;
using static TorchSharp.torch;
using functional = TorchSharp.torch.nn.functional;

namespace Arena.Fundamentals.Helpers
{
    public static class Given
    {
        public static int One => 1;
    }
}

namespace Arena.Fundamentals
{
    public static class Words
    {
        [Exercise("0.0.1", "Words")]
        public static double Relu(double x)
        {
            using var one = functional.relu(tensor(x * Given.One)).to(torch.float64);
            return double.Parse(new StringBuilder().Append(one.item<double>()).ToString());
        }
    }
}
