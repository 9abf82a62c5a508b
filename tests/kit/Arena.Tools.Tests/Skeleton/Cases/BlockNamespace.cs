namespace Arena.Fundamentals
{
    using System.Text;

    public static class Block
    {
        [Exercise("0.0.1", "Inside a block namespace")]
        public static string Text()
        {
            return new StringBuilder("text").ToString();
        }
    }
}
