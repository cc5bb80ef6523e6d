export const registerCleanup = () => {};
